// Pages on which a learner acts: what is done is kept on the device until the server has it.
import { startForms } from "./learning/forms.js";
import { startPlayers } from "./learning/player.js";
import { home } from "./learning/queue.js";
import { startSignIn } from "./learning/signin.js";
import { startSync } from "./learning/sync.js";
import { startTerms } from "./learning/terms.js";

if (home()) {
  startSignIn();
  startForms();
  startSync();
}
startPlayers();
startTerms();
