package org.decant.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decant.cli.Command.Invocation;
import org.decant.runtime.tensor.device.CopyBandwidth;
import org.decant.runtime.tensor.device.Device;
import org.decant.runtime.tensor.device.Devices;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `decant devices`: what tensor programs can run on.
final class DevicesCommand implements Command {
    private static final double GIB = 1L << 30;
    private static final String BANDWIDTH = "--bandwidth";

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public String purpose() {
        return "list the devices that tensor programs can run on";
    }

    @Override
    public CommandSpec specification(CommandLineText line, int from) {
        CommandSpec specification = CommandSpec.create();
        specification.usageMessage().description("Lists the devices that tensor programs can run on.%n");
        specification.addOption(OptionSpec.builder(BANDWIDTH)
                .description("measure how fast each copies its own memory, bytes read and written together").build());
        specification.addOption(OptionSpec.builder("--json").description("print a JSON array").build());
        return specification;
    }

    @Override
    public int run(Invocation invocation) {
        Console console = invocation.console();
        List<Device> devices = Devices.all();
        Map<Device, Double> bandwidths = new HashMap<>();
        if (invocation.flag(BANDWIDTH)) {
            devices.stream().filter(Device::doublePrecision).forEach(device -> bandwidths.put(device,
                    CopyBandwidth.measure(Devices.target(device.name()), device.memory())));
        }
        if (invocation.flag("--json")) {
            Json.print(console.out(), json -> write(json, devices, bandwidths));
            return 0;
        }
        List<String> head = new ArrayList<>(List.of("device", "kind", "what it is", "memory, GiB", "float64"));
        if (invocation.flag(BANDWIDTH)) {
            head.add("copies, GB/s");
        }
        MarkdownTable table = new MarkdownTable(3, head);
        for (Device device : devices) {
            List<String> row = new ArrayList<>(List.of(device.name(), kind(device), device.description(),
                    String.format(Locale.ROOT, "%.1f", device.memory() / GIB), device.doublePrecision() ? "yes" : "no"));
            if (invocation.flag(BANDWIDTH)) {
                Double bandwidth = bandwidths.get(device);
                row.add(bandwidth == null ? "" : String.format(Locale.ROOT, "%.1f", bandwidth * 1e-9));
            }
            table.add(row);
        }
        table.print(console.out());
        if (Devices.missing() != null) {
            console.err().println(console.onErr(Style.QUIET, "to have others, " + Devices.missing()));
        }
        return 0;
    }

    private static String kind(Device device) {
        return device.kind().name().toLowerCase(Locale.ROOT);
    }

    private static void write(JsonGenerator json, List<Device> devices, Map<Device, Double> bandwidths) throws IOException {
        json.writeStartArray();
        for (Device device : devices) {
            json.writeStartObject();
            json.writeStringField("name", device.name());
            json.writeStringField("kind", kind(device));
            json.writeStringField("description", device.description());
            json.writeNumberField("memory_bytes", device.memory());
            json.writeBooleanField("float64", device.doublePrecision());
            if (bandwidths.containsKey(device)) {
                json.writeNumberField("copied_bytes_per_second", bandwidths.get(device));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
