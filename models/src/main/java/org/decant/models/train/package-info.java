/// The trainer of the built-in models: the Llama architecture on the way forward and back, in single precision with the
/// Vector API. It shares sizes and the file format with the engine of the runtime, and nothing else, so that each can
/// be held against the other; [org.decant.runtime.model.llama.LlamaShape] and [org.decant.runtime.model.gguf.GgufWriter]
/// are what it uses of it.
///
/// [Network] is the model, [Product] where the time goes, [Trainer] a step, [TrainingRun] a whole training, [TrainingCommands]
/// the commands.
package org.decant.models.train;
