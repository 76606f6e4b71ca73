package org.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a process of its own, in a JVM like this one.
class ProcessTest {

    @TempDir
    Path folder;

    private CommandRun start(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.decant.cli.Decant"));
        command.addAll(List.of(words));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return new CommandRun(process.exitValue(), Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    @Test
    void writesUtf8WhateverTheLocaleSays() throws Exception {
        CommandRun run = start("eval", "dist([1, 1])");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("  0  0.50000  █"), run.out());
    }

    @Test
    void endsWithTheStatusOfTheCommand() throws Exception {
        CommandRun run = start("run", "nucleos");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("did you mean `nucleus`?"), run.err());
        assertEquals("", run.out());
    }
}
