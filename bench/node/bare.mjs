// A Socket.IO server that only passes on what it is told: the floor for any room.
import { Server } from "socket.io";

const io = new Server(Number(process.argv[2]), { transports: ["websocket"], perMessageDeflate: false });
const piece = (text, seq) => ({
  seq, from: seq - 1, now: new Date().toISOString(),
  pieces: [[`line-${seq}`, process.env.BENCH_PIECE.replace("{text}", text)]],
});
let seq = 0;

io.on("connection", (socket) => {
  socket.on("join", (_said, answer) => { socket.join("room"); answer({ seq }); });
  socket.on("act", (said, answer) => {
    seq += 1;
    io.to("room").emit("news", piece(said.text, seq));
    answer({ seq });
  });
});
console.log("up");
