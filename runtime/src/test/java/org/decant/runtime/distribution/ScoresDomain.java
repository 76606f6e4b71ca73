package org.decant.runtime.distribution;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/// Scores of 1 to 50 tokens, many of them equal, some of them excluded, at least one possible.
class ScoresDomain extends DomainContextBase {

    @Provide
    Arbitrary<double[]> scores() {
        Arbitrary<Double> tied = Arbitraries.integers().between(-8, 8).map(n -> n / 2.0);
        Arbitrary<Double> excluded = Arbitraries.just(Double.NEGATIVE_INFINITY);
        Arbitrary<Double> any = Arbitraries.doubles().between(-12, 12).ofScale(9);
        Arbitrary<Double> score = Arbitraries.frequencyOf(Tuple.of(5, tied), Tuple.of(4, any), Tuple.of(2, excluded));
        Arbitrary<double[]> all = score.array(double[].class).ofMinSize(1).ofMaxSize(50);
        return Arbitraries.oneOf(all, tied.array(double[].class).ofMinSize(1).ofMaxSize(50))
                .filter(scores -> Kernels.max(scores) > Double.NEGATIVE_INFINITY)
                .withoutEdgeCases();
    }
}
