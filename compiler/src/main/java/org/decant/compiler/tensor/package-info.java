/// Tensor chains of scripts: expressions that make a token, a number or a distribution of scores by one operation after the
/// other, such as `sample(target(output) |> temper(0.7) |> softmax |> top_p(0.9))`.
///
/// [ChainFinder][org.decant.compiler.tensor.ChainFinder] finds them in typed trees and writes each as one tensor program;
/// [Lowerings][org.decant.compiler.tensor.Lowerings] says how a builtin is written. What is not in a program (the model call,
/// a parameter that is computed) is a leaf of the chain: it is evaluated first.
/// [ChainRunner][org.decant.compiler.tensor.ChainRunner] runs a chain's program on the target of the engine.
///
/// The package stands on typed trees, builtins and the runtime's tensor programs. Nodes and the command line use it.
package org.decant.compiler.tensor;
