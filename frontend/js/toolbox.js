// A tool's page: answers that stay on the device, a walk step by step on phones, a result that grows.
// All of it works without as a plain form.
import { startDevice } from "./toolbox/device.js";
import { startGrowing } from "./toolbox/growing.js";
import { startNews } from "./toolbox/news.js";
import { startWalk } from "./toolbox/walk.js";

for (const start of [startDevice, startGrowing, startWalk, startNews]) start();
