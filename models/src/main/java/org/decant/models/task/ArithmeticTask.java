package org.decant.models.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.decant.models.world.Choices;
import org.decant.models.world.Problem;

/// Arithmetic in two written steps. What counts is the number at the end.
final class ArithmeticTask extends GeneratedTask {
    private static final double BARE = 0.3;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern ANSWER = Pattern.compile("The answer is (-?[0-9]+)");

    ArithmeticTask() {
        super("arithmetic", "solve a problem in two steps that are written out; scored 1 where the answer is right");
    }

    /// The numbers and the operations decide the split, so that what is tested was never seen in other words either.
    @Override
    Item draw(Choices choices) {
        Problem problem = Problem.draw(choices);
        Problem.Step first = problem.steps().getFirst();
        Problem.Step second = problem.steps().getLast();
        String content = first.left() + " " + first.operation() + " " + first.right() + " " + second.operation() + " "
                + second.right();
        String text = choices.flip(BARE) ? "What is " + content + "?" : problem.text();
        String steps = problem.steps().stream().map(step -> step + ".").collect(Collectors.joining(" "));
        return new Item(content, "Question: " + text + "\nAnswer:", steps + " The answer is " + second.result() + ".");
    }

    @Override
    double scoreStripped(TaskExample example, String output) {
        String right = answer(example.references().getFirst());
        return right.equals(answer(output)) ? 1 : 0;
    }

    /// The number after `The answer is`, or else the last one; empty where there is none.
    private static String answer(String output) {
        Matcher said = ANSWER.matcher(output);
        if (said.find()) {
            return said.group(1);
        }
        String last = "";
        Matcher number = NUMBER.matcher(output);
        while (number.find()) {
            last = number.group();
        }
        return last;
    }
}
