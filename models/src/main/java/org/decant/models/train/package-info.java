/// The trainer of the built-in models: the Llama architecture on the way forward and back, in single precision with the
/// Vector API. Of the runtime it uses the sizes of a model and the writer of model files, of this module the corpus and
/// the vocabulary; it shares no arithmetic with the engine, so that each can be held against the other.
///
/// Draft heads are trained apart, behind a model file that the engine runs: [HeadNetwork], [HeadTraining].
///
/// [Network] is the model, [Product] where the time goes, [Trainer] a step, [TrainingRun] a whole training,
/// [TrainingCommands] the command line.
package org.decant.models.train;
