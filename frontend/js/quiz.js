// The page of a quiz that runs: each answer is saved at once, over the queue that all of learning shares.
import "./learning.js";
import { startQuiz } from "./learning/quiz.js";

startQuiz();
