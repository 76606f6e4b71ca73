/// Tensor programs: what is to be computed, apart from how and where.
///
/// A [TensorProgram][org.decant.runtime.tensor.program.TensorProgram] is an immutable graph of few primitive
/// [operations][org.decant.runtime.tensor.program.Operation] on typed and shaped
/// [values][org.decant.runtime.tensor.program.Value]. A
/// [ProgramBuilder][org.decant.runtime.tensor.program.ProgramBuilder] makes one and checks shapes,
/// [Simplification][org.decant.runtime.tensor.program.Simplification] leaves out what no output needs,
/// [ReferenceInterpreter][org.decant.runtime.tensor.program.ReferenceInterpreter] computes one operation after the other:
/// it is what every [Target][org.decant.runtime.tensor.program.Target] is held against.
///
/// Scores of tokens are natural logarithms up to a constant; a token that is left out has minus infinity.
///
/// The package stands on tensors and diagnostics. Targets (see `org.decant.runtime.tensor.cpu`), transforms of
/// distributions and the compiler use it.
package org.decant.runtime.tensor.program;
