/// Constraints against brute force: all sequences of the tokens of small vocabularies, judged by other means.
package org.decant.runtime.constraint;
