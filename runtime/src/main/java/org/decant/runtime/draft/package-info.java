/// Draft trees: how they grow and how a target model verifies them.
///
/// - A [Tree][org.decant.runtime.draft.Tree] of [Node][org.decant.runtime.draft.Node]s holds drafted tokens below a
///   context. Each node says where its token came from, because what a verification may conclude depends on it.
/// - A [Shape][org.decant.runtime.draft.Shape] decides how many children a node gets and how far a tree goes. It begins
///   a [Growth][org.decant.runtime.draft.Growth], which asks for proposals level by level, in one pass of the drafter
///   each.
/// - A [Verification][org.decant.runtime.draft.Verification] scores a whole tree in one pass of the target and lets a
///   [Rule][org.decant.runtime.draft.Rule] walk it; [Verified][org.decant.runtime.draft.Verified] is what came out.
///
/// Random choices go through [Draws][org.decant.runtime.random.Draws] only, so that all of them can be enumerated.
///
/// The package stands on contexts, distributions, models, random choices and a run's costs. The language's `draft`,
/// `verify`, `tree_of` and `drawn` use it.
package org.decant.runtime.draft;
