// The camera looks for tickets until it is stopped; browsers that cannot read the picture get a reader for it.
import { on } from "../page.js";
import { say } from "../say.js";
import { home } from "./queue.js";
import { readTicket, scan } from "./scan.js";

const EVERY = 200;
const SAME = 5000; // a ticket that is still held there is not read again
const WIDEST = 640;
let stream = null;
let seen = { code: "", at: 0 };

const viewer = () => home().querySelector("[data-viewer]");

/** What reads a frame: the browser's own reader, or ours, loaded now. */
async function reader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => []);
  if (formats?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { read } = await import(home().dataset.cameraReader);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    return read(pen.getImageData(0, 0, canvas.width, canvas.height));
  };
}

function take(text) {
  const code = readTicket(text) ?? text;
  if (code === seen.code && Date.now() - seen.at < SAME) { seen.at = Date.now(); return; }
  seen = { code, at: Date.now() };
  scan(text);
  navigator.vibrate?.(60);
}

async function watch(video, read) {
  while (stream) {
    const text = video.videoWidth ? await read(video).catch(() => null) : null;
    if (text && stream) take(text);
    await new Promise((done) => { setTimeout(done, EVERY); });
  }
}

function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  viewer().hidden = true;
  home().querySelector("[data-camera-start]").hidden = false;
}

async function start(button) {
  const video = viewer().querySelector("video");
  try {
    const read = await reader();
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    video.srcObject = stream;
    button.hidden = true;
    viewer().hidden = false;
    await video.play();
    viewer().querySelector("[data-camera-stop]").focus();
    watch(video, read);
  } catch {
    stop();
    const line = home().querySelector("[data-door-said]");
    Object.assign(line, { hidden: false, textContent: home().dataset.noCamera });
    line.dataset.state = "alarm";
    say(home().dataset.noCamera);
  }
}

export function startCamera() {
  const button = home().querySelector("[data-camera-start]");
  if (!navigator.mediaDevices?.getUserMedia) return; // needs a secure address
  button.hidden = false;
  on("click", "[data-camera-start]", start);
  on("click", "[data-camera-stop]", () => { stop(); button.focus(); });
  addEventListener("pagehide", () => { if (stream) stop(); });
}
