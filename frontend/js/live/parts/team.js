// The desk of the team: what somebody of it is typing stays while others write.
import { keepTyped } from "../typed.js";

export default function start() {
  let putBack = () => {};
  return {
    before(panel) { putBack = keepTyped(panel); },
    arrange() { putBack(); },
  };
}
