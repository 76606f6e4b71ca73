/// `tokenizer.json` files through the Hugging Face tokenizers library, by its binding in DJL. A module of its own, since
/// it brings native code of 19 MB; the runtime finds it as a service
/// ([JsonTokenizers][org.decant.runtime.vocabulary.JsonTokenizers]) where a model wants such a file, and tells people to
/// add it where it is missing. The command line has it. It opens no connection: the native code is in the jar, and is
/// unpacked into the user's cache folder.
package org.decant.tokenizers;
