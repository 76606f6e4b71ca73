package org.decant.runtime.model.llama;

import org.decant.runtime.diagnostic.DecantException;
import org.decant.runtime.model.gguf.Blocks;
import org.decant.runtime.model.gguf.GgufFile;
import org.decant.runtime.model.gguf.GgufMetadata;
import org.decant.runtime.model.gguf.GgufTensor;

/// Rotary position embedding (Su et al., 2021): pairs of features of a head are turned by angles that grow with the
/// position, each pair at its own speed. Long-context models scale the speeds: all alike ("linear"), by factors in the
/// file (Llama 3), or the slow ones only (YaRN, Peng et al., 2023).
final class Rope {
    private final boolean neighbours;
    private final double[] speeds;
    /// What turned features are multiplied with.
    private final double magnitude;

    /// @param neighbours whether features 2i and 2i + 1 are a pair, rather than i and i + half
    /// @param speeds     radians per position, for each pair
    Rope(boolean neighbours, double[] speeds, double magnitude) {
        this.neighbours = neighbours;
        this.speeds = speeds;
        this.magnitude = magnitude;
    }

    static Rope read(GgufFile file, Architecture architecture, LlamaShape shape) {
        GgufMetadata metadata = file.metadata();
        String prefix = architecture.name() + ".rope.";
        int turned = metadata.whole(prefix + "dimension_count", 2, shape.headWidth(), shape.headWidth());
        if (turned % 2 != 0) {
            throw LlamaShape.fail(file, "an odd number of features cannot be turned: " + turned);
        }
        double base = metadata.real(prefix + "freq_base", 10_000);
        if (!(base > 0)) {
            throw LlamaShape.fail(file, prefix + "freq_base is " + base);
        }
        double[] speeds = new double[turned / 2];
        for (int i = 0; i < speeds.length; i++) {
            speeds[i] = Math.pow(base, -2.0 * i / turned);
        }
        double magnitude = scale(file, metadata, prefix, base, shape.window(), speeds);
        GgufTensor factors = file.tensor("rope_freqs.weight");
        if (factors != null) {
            divide(file, factors, speeds);
        }
        return new Rope(architecture.neighboursTurn(), speeds, magnitude);
    }

    private static double scale(GgufFile file, GgufMetadata metadata, String prefix, double base, int window,
            double[] speeds) {
        // Files of older converters have a linear factor without a type.
        double linear = metadata.real(prefix + "scale_linear", 1);
        String type = metadata.text(prefix + "scaling.type", linear == 1 ? "none" : "linear");
        double factor = metadata.real(prefix + "scaling.factor", linear);
        if (!(factor > 0)) {
            throw LlamaShape.fail(file, prefix + "scaling.factor is " + factor);
        }
        switch (type) {
            case "none" -> {
                return 1;
            }
            case "linear" -> {
                for (int i = 0; i < speeds.length; i++) {
                    speeds[i] /= factor;
                }
                return 1;
            }
            case "yarn" -> {
                int original = metadata.whole(prefix + "scaling.original_context_length", 1, 1 << 26, window);
                scaleSlow(speeds, base, factor, original);
                return metadata.real(prefix + "scaling.attn_factor", 1) * (1 + 0.1 * Math.log(factor));
            }
            default -> throw new DecantException("the model file " + file.name() + " scales positions by `" + type
                    + "`, which is not supported", "supported are none, linear, yarn and the factors of Llama 3");
        }
    }

    /// Pairs that turn more than 32 times within the original context keep their speed, those that turn less than once
    /// are slowed down by the whole factor, those between by a part of it.
    private static void scaleSlow(double[] speeds, double base, double factor, int original) {
        int turned = 2 * speeds.length;
        double low = Math.max(0, Math.floor(pairThatTurns(32, turned, base, original)));
        double high = Math.min(turned - 1, Math.ceil(pairThatTurns(1, turned, base, original)));
        for (int i = 0; i < speeds.length; i++) {
            double slowed = Math.clamp((i - low) / Math.max(0.001, high - low), 0, 1);
            speeds[i] = speeds[i] / factor * slowed + speeds[i] * (1 - slowed);
        }
    }

    private static double pairThatTurns(double times, int turned, double base, int original) {
        return turned * Math.log(original / (times * 2 * Math.PI)) / (2 * Math.log(base));
    }

    private static void divide(GgufFile file, GgufTensor factors, double[] speeds) {
        if (factors.elements() != speeds.length || factors.type().quantized() || !factors.type().readable()) {
            throw LlamaShape.fail(file, "rope_freqs.weight should have " + speeds.length + " elements of type F32");
        }
        float[] values = new float[speeds.length];
        Blocks.dequantize(factors.type(), factors.data(), 0, values.length, values, 0);
        for (int i = 0; i < speeds.length; i++) {
            speeds[i] /= values[i];
        }
    }

    /// Features of a head that are turned are twice as many.
    int pairs() {
        return speeds.length;
    }

    /// Writes the cosine and sine of each pair at `position`, side by side.
    void angles(int position, float[] out, int at) {
        for (int i = 0; i < speeds.length; i++) {
            double angle = position * speeds[i];
            out[at + 2 * i] = (float) (Math.cos(angle) * magnitude);
            out[at + 2 * i + 1] = (float) (Math.sin(angle) * magnitude);
        }
    }

    /// Writes what each feature of a head is multiplied with at `position`, and what its partner is.
    void features(int position, int width, double[] cosines, double[] sines, int at) {
        java.util.Arrays.fill(cosines, at, at + width, 1);
        int step = neighbours ? 2 : 1;
        int other = neighbours ? 1 : speeds.length;
        for (int i = 0; i < speeds.length; i++) {
            double angle = position * speeds[i];
            int one = at + i * step;
            cosines[one] = Math.cos(angle) * magnitude;
            cosines[one + other] = cosines[one];
            sines[one + other] = Math.sin(angle) * magnitude;
            sines[one] = -sines[one + other];
        }
    }

    /// Which feature of a head each one is turned with; itself where it is not turned.
    double[] partners(int width) {
        double[] partners = new double[width];
        java.util.Arrays.setAll(partners, i -> i);
        int step = neighbours ? 2 : 1;
        int other = neighbours ? 1 : speeds.length;
        for (int i = 0; i < speeds.length; i++) {
            partners[i * step] = i * step + other;
            partners[i * step + other] = i * step;
        }
        return partners;
    }

    /// Turns the head at `head`.
    void turn(float[] values, int head, float[] angles, int at) {
        int pairs = speeds.length;
        int step = neighbours ? 2 : 1;
        int other = neighbours ? 1 : pairs;
        for (int i = 0; i < pairs; i++) {
            float cosine = angles[at + 2 * i];
            float sine = angles[at + 2 * i + 1];
            int index = head + i * step;
            float x = values[index];
            float y = values[index + other];
            values[index] = x * cosine - y * sine;
            values[index + other] = x * sine + y * cosine;
        }
    }
}
