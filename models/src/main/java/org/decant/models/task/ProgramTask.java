package org.decant.models.task;

import java.util.List;
import java.util.Map;
import org.decant.models.task.expression.DescribedProgram;
import org.decant.models.task.expression.Expression;
import org.decant.models.task.expression.ExpressionParser;
import org.decant.models.task.expression.Type;
import org.decant.models.task.expression.Variables;
import org.decant.models.world.Choices;

/// An expression of a small typed language is to be written from its description in English.
final class ProgramTask extends GeneratedTask {
    private static final String VARIABLES = "Variables: ";

    ProgramTask() {
        super("program", "write a typed expression from its description; scored by the share of test cases that agree");
    }

    @Override
    Item draw(Choices choices) {
        DescribedProgram program = DescribedProgram.draw(choices);
        return new Item(program.english(), VARIABLES + program.variables() + "\nTask: " + program.english() + "\nProgram:",
                program.expression().toString());
    }

    /// 0 for what is no expression, has no type or another one than the reference.
    @Override
    double scoreStripped(TaskExample example, String output) {
        Expression given = ExpressionParser.parse(output).orElse(null);
        Expression right = ExpressionParser.parse(example.references().getFirst()).orElseThrow();
        String prompt = example.prompt();
        Variables variables = Variables.parse(prompt.substring(VARIABLES.length(), prompt.indexOf('\n')));
        Type type = given == null ? null : given.type(variables.types());
        if (type == null || type != right.type(variables.types())) {
            return 0;
        }
        List<Map<String, Object>> tests = variables.tests();
        long agree = tests.stream().filter(test -> given.value(test).equals(right.value(test))).count();
        return (double) agree / tests.size();
    }
}
