package org.decant.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.decant.compiler.host.Decant;
import org.decant.compiler.host.LoadedStrategy;
import org.decant.compiler.host.RunRequest;
import org.decant.compiler.host.RunResult;
import org.decant.compiler.host.TextArgument;
import org.decant.runtime.model.ModelCatalog;
import org.decant.runtime.tensor.device.Devices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Strategies write on a device what they write on the CPU.
class StrategyOnDeviceTest {
    private static final String DEVICE = "opencl:0";
    private static final int TOKENS = 40;

    private static Decant cpu;
    private static Decant device;

    @BeforeAll
    static void open() {
        ModelCatalog models = ModelCatalog.standard().keeping();
        cpu = Decant.builder().catalog(models).build();
        device = Decant.builder().catalog(models).device(DEVICE).build();
    }

    @AfterAll
    static void close() {
        cpu.close();
        device.close();
    }

    private static RunResult run(LoadedStrategy strategy, Map<String, Object> arguments, long seed) {
        RunRequest.Builder request = RunRequest.builder().prompt("Once").maxTokens(TOKENS).seed(seed)
                .argument("target", TextArgument.named("--target", "builtin:target"));
        arguments.forEach(request::argument);
        return strategy.run(request.build());
    }

    /// The device has run at least one program for each token.
    private static void same(LoadedStrategy onCpu, LoadedStrategy onDevice, Map<String, Object> arguments, long seed) {
        TornadoTarget target = (TornadoTarget) Devices.target(DEVICE);
        String expected = run(onCpu, arguments, seed).text();
        long before = target.runs();
        RunResult result = run(onDevice, arguments, seed);
        assertEquals(expected, result.text());
        assertTrue(result.tokens().size() > 5, result.text());
        assertTrue(target.runs() - before >= result.tokens().size(), (target.runs() - before) + " programs ran on the device");
    }

    @Test
    void nucleus() {
        same(cpu.strategy("nucleus"), device.strategy("nucleus"), Map.of("p", 0.9), 1);
        same(cpu.strategy("nucleus"), device.strategy("nucleus"), Map.of("p", 0.6, "temperature", 1.4), 2);
    }

    @Test
    void aScriptsOwnChain() {
        String script = """
                strategy chain(target: Model) {
                  generate { sample(target(output) |> temper(0.9) |> softmax |> top_k(20) |> min_p(0.05)) }
                }
                """;
        same(cpu.loadText("chain", script).main(), device.loadText("chain", script).main(), Map.of(), 3);
    }

    /// It has no chain: the model's scores are asked for their maximum.
    @Test
    void greedy() {
        assertEquals(run(cpu.strategy("greedy"), Map.of(), 0).text(), run(device.strategy("greedy"), Map.of(), 0).text());
    }

    @Test
    void theEngineSaysWhereItRuns() {
        assertEquals(DEVICE, device.device());
        assertEquals("cpu", cpu.device());
    }
}
