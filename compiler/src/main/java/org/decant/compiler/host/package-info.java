/// Decant in a Java program: [org.decant.compiler.host.Decant] loads strategies, a
/// [RunRequest][org.decant.compiler.host.RunRequest] says what to run them with, a
/// [RunResult][org.decant.compiler.host.RunResult] what came of it. The command line is built on it too.
///
/// ```java
/// try (Decant decant = Decant.create()) {
///     LoadedStrategy nucleus = decant.strategy("nucleus");
///     RunResult result = nucleus.run(RunRequest.builder()
///             .argument("target", decant.catalog().open("ngram:builtin", null))
///             .argument("p", 0.8).prompt("Once upon").maxTokens(40).seed(7).build());
///     System.out.println(result.text());
/// }
/// ```
package org.decant.compiler.host;
