/// Models as strategies see them and as implementors write them, the batching between the two, and the catalog that
/// opens a model by its location. Uses contexts, distributions, vocabularies, tensors and the session; the kinds of
/// models live in packages below, each with a [org.decant.runtime.model.ModelKind].
///
/// What only some models can do is an interface each, [HiddenStates][org.decant.runtime.model.HiddenStates],
/// [AttentionWeights][org.decant.runtime.model.AttentionWeights], [MixtureInput][org.decant.runtime.model.MixtureInput],
/// [ForeseeingModel][org.decant.runtime.model.ForeseeingModel],
/// [LayeredModel][org.decant.runtime.model.LayeredModel], [MaskedModel][org.decant.runtime.model.MaskedModel], and is asked for through
/// [Capability][org.decant.runtime.model.Capability].
package org.decant.runtime.model;
