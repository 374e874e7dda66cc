// What every page needs: htmx and a handful of small courtesies. All of it works without as plain pages.
import htmx from "htmx.org";
import { startBell } from "./bell.js";
import { startDrafts } from "./drafts.js";
import { startFocus } from "./focus.js";
import { startForms } from "./forms.js";
import { startMenus } from "./menus.js";
import { startNetwork } from "./network.js";
import { startPanes } from "./panes.js";
import { sayOnArrival } from "./say.js";
import { startLine } from "./shown.js";
import { startSmallThings } from "./small.js";
import { startThemes } from "./theme.js";
import { startTimes } from "./times.js";
import "./forum.js";

window.htmx = htmx;
htmx.config.includeIndicatorCSS = false;
htmx.config.defaultTimeout = 30000;

for (const start of [
  startBell, startDrafts, startForms, startFocus, startMenus, startNetwork, startPanes, startLine, startThemes, startTimes, startSmallThings, sayOnArrival,
]) start();
