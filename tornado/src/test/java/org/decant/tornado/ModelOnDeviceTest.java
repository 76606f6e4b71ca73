package org.decant.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.decant.models.builtin.BuiltinModelKind;
import org.decant.runtime.context.Context;
import org.decant.runtime.model.ForwardModel;
import org.decant.runtime.model.Model;
import org.decant.runtime.model.ModelLocation;
import org.decant.runtime.model.llama.LlamaModelKind;
import org.decant.runtime.run.Session;
import org.decant.runtime.tensor.device.Devices;
import org.decant.runtime.vocabulary.Token;
import org.junit.jupiter.api.Test;

/// A model whose passes run on a device writes what it writes on the CPU.
class ModelOnDeviceTest {
    private static final String DEVICE = "opencl:0";

    private static String greedy(LlamaModelKind transformers) {
        ForwardModel model = new BuiltinModelKind(transformers).open(ModelLocation.parse("builtin:target"), null);
        Session session = new Session();
        Model bound = session.bind(model);
        Context context = session.root(model.vocabulary()).plus(model.vocabulary().encode("Question: What is 17 plus 25?\nAnswer:"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            Token likeliest = bound.logits(context).argmax();
            text.append(model.vocabulary().text(likeliest.id()));
            context = context.plus(likeliest);
        }
        return text.toString();
    }

    @Test
    void greedyTextIsTheSame() {
        TornadoTarget target = (TornadoTarget) Devices.target(DEVICE);
        String expected = greedy(new LlamaModelKind());
        long before = target.runs();
        assertEquals(expected, greedy(new LlamaModelKind().on(() -> target)));
        assertTrue(target.runs() - before >= 12 * 2, (target.runs() - before) + " programs ran on the device");
    }
}
