/** What strategies stand on: contexts, models, tokenizers, tensors, randomness, trees. */
package org.decant.runtime;
