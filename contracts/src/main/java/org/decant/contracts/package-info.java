/// Proves or refutes what strategies state about themselves: `lossless target`, `lossless target given other`, `greedy target`, `terminates`.
///
/// [ContractCheck][org.decant.contracts.ContractCheck] draws small settings (random models, values of parameters, prompts),
/// computes in each the exact distribution of the strategy's output by enumerating all random choices, compares it with
/// what the contract says, and shrinks a setting that refutes it to a small [Counterexample].
/// [SampledCheck][org.decant.contracts.SampledCheck] tests the same on real models, with samples.
///
/// Uses the host interface of the compiler and the exact enumeration of the runtime; the command line uses it.
package org.decant.contracts;
