/// Models as strategies see them and as implementors write them, the batching between the two, and the catalog that
/// opens a model by its location. Uses contexts, distributions, vocabularies and the session; the kinds of models live
/// in packages below, each with a [org.decant.runtime.model.ModelKind].
package org.decant.runtime.model;
