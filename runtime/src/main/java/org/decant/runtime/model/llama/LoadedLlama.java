package org.decant.runtime.model.llama;

import java.util.function.DoubleConsumer;
import org.decant.runtime.KernelChoice;
import org.decant.runtime.VectorModule;
import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.vocabulary.GgufVocabulary;
import org.decant.runtime.vocabulary.Vocabulary;

/// What models of the Llama family, causal or masked, are made of once their file is read.
///
/// @param file   its name
/// @param output scores for each token, for draft heads; may be null where the model has none
record LoadedLlama(String file, LlamaShape shape, GgufVocabulary tokens, LlamaMemory memory, LlamaExecutor executor,
        KvLayout layout, Matrix output) {

    /// All of the model.
    LayerPlan plan() {
        return LayerPlan.of(LlamaView.whole(shape.layers(), layout.numbers()), shape);
    }

    /// @param block how many places the model computes side by side
    /// @throws DecantException as [LlamaModel#open]
    static LoadedLlama load(GgufFile file, LlamaModel.Options options, Vocabulary shared, DoubleConsumer progress,
            int block) {
        // Before any class of the kernels is linked; that the choice of kernels can be read, too.
        if (!VectorModule.present()) {
            throw new DecantException("models of the Llama family need Java's Vector API, which this process lacks",
                    "start it with --add-modules=jdk.incubator.vector");
        }
        KernelChoice.made();
        Architecture architecture = Architecture.of(file);
        LlamaShape shape = LlamaShape.read(file, architecture);
        GgufVocabulary tokens = GgufVocabulary.read(file, shape.vocabulary(), shared, options.tokenizer());
        LlamaMemory memory = LlamaMemory.of(file, shape, options.numbers(), block);
        memory.check(file);
        Rope rope = Rope.read(file, architecture, shape);
        LlamaLoader loader = new LlamaLoader(file, architecture, shape, progress);
        KvLayout layout = new KvLayout(shape.layers(), shape.keyHeads(), shape.headWidth(), options.numbers());
        if (options.target() != null) {
            if (options.numbers() != CacheNumbers.F32) {
                throw DeviceLlama.refused(file.name(), options.target(), "which keeps keys and values as they are, not with "
                        + options.numbers().bits() + " bits");
            }
            DeviceLlama device = DeviceLlama.load(file, shape, rope, loader, options.target());
            Matrix output = options.heads() == null ? null : loader.output();
            progress.accept(1);
            return new LoadedLlama(file.name(), shape, tokens, memory, device, layout, output);
        }
        Warmth.begin(LlamaLoader.kernels(file));
        LlamaWeights weights = loader.load();
        return new LoadedLlama(file.name(), shape, tokens, memory,
                new Forward(shape, weights, rope, layout, Workers.of(weights.bytes()), block), layout, weights.output());
    }
}
