// A lesson as a guest reads it: players, transcripts, words of the glossary. Members get learning.js, which has these too.
import { startPlayers } from "./learning/player.js";
import { startTerms } from "./learning/terms.js";

startPlayers();
startTerms();
