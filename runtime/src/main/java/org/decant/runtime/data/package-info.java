/// The values of scripts that are no tensors: lists, maps, priority queues, tuples and records, and the text indexes that
/// strategies draft from ([org.decant.runtime.data.SuffixAutomaton], [org.decant.runtime.data.NGramIndex]). All are immutable
/// to a script; those that grow share what they can with what they grew from. Uses the vocabulary package; the language's
/// builtins use it.
package org.decant.runtime.data;
