// The door of an event: tickets and names are noted with or without a network, and nothing is lost.
import { startCamera } from "./door/camera.js";
import { startFinding } from "./door/finding.js";
import { startList } from "./door/list.js";
import { startOffline } from "./door/offline.js";
import { home } from "./door/queue.js";
import { startScan } from "./door/scan.js";
import { startSync } from "./door/sync.js";

if (home()) {
  startList();
  startFinding();
  startScan();
  startCamera();
  startSync();
  startOffline();
}
