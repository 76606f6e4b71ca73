/// What happens in a run, told while it happens: passes of models with their answers, drafts and what verification makes of
/// them, tokens written, branches, and the contexts that a strategy holds.
///
/// A [Session][org.decant.runtime.run.Session] is made with a [Trace][org.decant.runtime.trace.Trace] or without one; without
/// one nothing is told and nothing made for it. [TraceLog][org.decant.runtime.trace.TraceLog] keeps the
/// [TraceEvent][org.decant.runtime.trace.TraceEvent]s in an order that is the same in every run with the same seed.
///
/// The package stands on contexts, distributions, drafts and values. Batchers and the language's nodes tell events; the command
/// line's `trace` shows them.
package org.decant.runtime.trace;
