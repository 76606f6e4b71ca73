/// Measures the Llama engine on model files, and llama.cpp beside it in the same run:
/// [LlamaBench][org.decant.bench.llama.LlamaBench]. Its Java binding comes from Maven Central (de.kherud:llama) and runs in a
/// process of its own, which is ended rather than closed; a build of it is measured by its own programs.
package org.decant.bench.llama;
