package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `devices` and `--device` in a JVM that has the CPU alone, which is how most are.
class DeviceTest {
    private static final List<String> MODEL = List.of("--target", "ngram:builtin", "--max-tokens", "20", "--seed", "1");

    private static CommandRun run(String... more) {
        return CommandRun.of(Stream.of(List.of("run", "nucleus"), MODEL, List.of(more)).flatMap(List::stream).toArray(String[]::new));
    }

    @Test
    void theCpuIsListed() throws Exception {
        CommandRun run = CommandRun.of("devices").fine();
        assertTrue(run.out().contains("| cpu    | cpu  | the processor that runs Java, "), run.out());
        assertTrue(run.err().contains("install a TornadoVM SDK, set TORNADOVM_HOME"), run.err());
        JsonNode all = new ObjectMapper().readTree(CommandRun.of("devices", "--json").fine().out());
        assertEquals(1, all.size());
        assertEquals("cpu", all.get(0).get("name").asText());
        assertTrue(all.get(0).get("memory_bytes").asLong() > 0);
        assertTrue(all.get(0).get("float64").asBoolean());
    }

    @Test
    void copiesAreMeasured() throws Exception {
        JsonNode cpu = new ObjectMapper().readTree(CommandRun.of("devices", "--bandwidth", "--json").fine().out()).get(0);
        double bytes = cpu.get("copied_bytes_per_second").asDouble();
        assertTrue(bytes > 1e7 && bytes < 1e13, bytes + " bytes a second");
        assertTrue(CommandRun.of("devices", "--bandwidth").fine().out().contains("| copies, GB/s |"));
    }

    @Test
    void theCpuIsTheDefault() {
        assertEquals(run().fine().out(), run("--device", "cpu").fine().out());
        assertFalse(run("--device=cpu").fine().err().contains(", cpu"));
    }

    @Test
    void whatIsMissingIsSaid() {
        run("--device", "gpu").refused("there is no GPU here: only TornadoVM reaches devices other than the CPU",
                "install a TornadoVM SDK, set TORNADOVM_HOME to its folder", "docs/gpu.md", "--device gpu");
        run("--device=opencl:0").refused("there is no device `opencl:0` here", "TORNADOVM_HOME");
        run("--device", "cuda").refused("there is no device `cuda` here", "the devices are `cpu`");
        run("--device").refused("--device");
    }

    @Test
    void everyCommandThatRunsStrategiesTakesIt() {
        CommandRun.of("eval", "1 + 1", "--device", "gpu").refused("there is no GPU here");
        CommandRun.of("check", "nucleus", "--device", "gpu").refused("there is no GPU here");
        CommandRun.of("trace", "nucleus", "--json", "--device", "gpu").refused("there is no GPU here");
        CommandRun.of("bench", "nucleus", "--device", "gpu").refused("there is no GPU here");
        CommandRun.of("measure", "--device", "gpu").refused("there is no GPU here");
        CommandRun.of("repl", "--device", "gpu").refused("there is no GPU here");
    }

    @Test
    void kernelsAreShown() {
        String out = CommandRun.of("compile", "nucleus", "--show", "kernels").fine().out();
        assertTrue(out.startsWith("nucleus, nucleus.decode:8:14"), out);
        assertTrue(out.contains("  kernel top_mass"), out);
        assertTrue(out.contains("32000"), out);
        CommandRun.of("compile", "nucleus", "--show", "nodes").refused("there is no `nodes` to show",
                "write `--show tensor` or `--show kernels`");
    }
}
