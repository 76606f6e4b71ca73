/// The vocabularies of the built-in models: learnt from texts, in the form that model files have. Uses the runtime's
/// byte-pair trainer and GGUF writer; the trainer uses it.
package org.decant.models.tokenizer;
