/// The tasks of the built-in models: prompts, references, scores, and the split of all items into training, validation and
/// test. Uses the world and the runtime's metrics and JSON reader; the corpus and the command line use it.
package org.decant.models.task;
