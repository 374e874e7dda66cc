// The live room's script; loaded only where people are together.
import { io } from "socket.io-client";

export { io };
