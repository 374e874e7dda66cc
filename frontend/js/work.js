// Working on a task, and marking what was handed in; loaded on those pages only. All of it works without as plain forms.
import { startDesk } from "./work/desk.js";
import { startDraft } from "./work/draft.js";
import { startHandingIn } from "./work/hand-in.js";
import { startWriting } from "./work/writing.js";

for (const start of [startDraft, startHandingIn, startWriting, startDesk]) start();
