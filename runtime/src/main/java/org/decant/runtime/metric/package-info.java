/// How much two texts or token sequences agree: the utilities of minimum Bayes risk decoding and the scores of
/// evaluations. Uses nothing but the JDK; strategies call it through the language's measures.
package org.decant.runtime.metric;
