package org.decant.runtime.tensor.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decant.runtime.tensor.Tensor;

/// Holds targets against the reference interpreter.
public final class Agreement {

    private Agreement() {
    }

    /// What a target gives, which is what the reference gives but for rounding, or the same failure.
    public static List<double[]> check(Target target, RandomPrograms.Given given) {
        List<Tensor> expected;
        try {
            expected = ReferenceInterpreter.run(given.program(), given.inputs());
        } catch (ProgramFailure failure) {
            assertThrows(ProgramFailure.class, () -> run(target, given), given.program()::toString);
            return List.of();
        }
        List<double[]> actual = run(target, given);
        for (int i = 0; i < expected.size(); i++) {
            assertNear(expected.get(i).values(), actual.get(i), given.program());
        }
        return actual;
    }

    /// Equal to nine digits.
    public static void assertNear(double[] wanted, double[] actual, TensorProgram program) {
        assertEquals(wanted.length, actual.length, program::toString);
        for (int k = 0; k < wanted.length; k++) {
            double near = Double.isFinite(wanted[k]) ? 1e-9 * Math.max(1, Math.abs(wanted[k])) : 0;
            assertEquals(wanted[k], actual[k], near, program::toString);
        }
    }

    /// Runs twice, the second time in the memory of the first. What is updated, and some of the weights, stay with the target.
    private static List<double[]> run(Target target, RandomPrograms.Given given) {
        Map<Integer, Resident> residents = residents(target, given);
        try (Execution execution = target.compile(given.program()).start()) {
            List<double[]> outputs = List.of();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < given.inputs().size(); i++) {
                    if (residents.containsKey(i)) {
                        execution.resident(i, residents.get(i));
                    } else if (given.weights().containsKey(i)) {
                        execution.weights(i, given.weights().get(i));
                    } else {
                        execution.tensor(i, given.inputs().get(i).shape(), given.inputs().get(i).values());
                    }
                }
                execution.run();
                outputs = new ArrayList<>();
                for (int i = 0; i < given.program().outputs().size(); i++) {
                    double[] output = new double[execution.size(i)];
                    execution.copy(i, output);
                    outputs.add(output);
                    requireUpdated(given.program(), i, output, residents);
                }
            }
            return outputs;
        } finally {
            residents.values().forEach(Resident::close);
        }
    }

    private static Map<Integer, Resident> residents(Target target, RandomPrograms.Given given) {
        Map<Integer, Resident> residents = new HashMap<>();
        for (int input : given.updates()) {
            Resident resident = target.room(given.inputs().get(input).shape());
            resident.write(0, given.inputs().get(input).values());
            residents.put(input, resident);
        }
        given.weights().forEach((input, weights) -> {
            if (input % 2 == 0) {
                residents.put(input, target.keep(weights));
            }
        });
        return residents;
    }

    /// Where an output is an update, what stays is equal to it.
    private static void requireUpdated(TensorProgram program, int output, double[] values, Map<Integer, Resident> residents) {
        Value value = program.outputs().get(output);
        if (value.operation() instanceof Operation.Update) {
            double[] stays = new double[values.length];
            residents.get(program.inputs().indexOf(value.operand(0))).read(0, stays);
            assertArrayEquals(values, stays, program::toString);
        }
    }
}
