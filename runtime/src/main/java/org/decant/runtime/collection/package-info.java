/// Collections of primitives that the tokenizers, models and indexes of the runtime are built on. Uses nothing but the
/// JDK; scripts never see it.
package org.decant.runtime.collection;
