package org.decant.runtime.tensor.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts work that does not wait for each other into one kernel, whose threads share it: starting a kernel takes a device longer than
/// many a kernel runs.
final class KernelSchedule {
    private final Layout layout;
    private final List<List<Work>> kernels = new ArrayList<>();

    /// What would be a kernel by itself.
    private record Work(String name, Count threads, Body.Block block, Touched touched, Set<KernelArray> arrays) {}

    KernelSchedule(Layout layout) {
        this.layout = layout;
    }

    /// Adds work behind what it waits for, in the first kernel that has room for its arrays.
    ///
    /// @param block can be filled several times
    void add(String name, Count threads, Body.Block block) {
        Touched touched = layout.watch();
        Body trial = new Body();
        block.fill(trial);
        Work work = new Work(name, threads.equals(Count.of(0)) ? Count.of(1) : threads, block, touched,
                Set.copyOf(KernelArray.others(trial.statements())));
        int at = kernels.size();
        while (at > 0 && kernels.get(at - 1).stream().noneMatch(before -> before.touched.hinders(touched))) {
            at--;
        }
        while (at < kernels.size() && !fits(kernels.get(at), work)) {
            at++;
        }
        if (at == kernels.size()) {
            kernels.add(new ArrayList<>());
        }
        kernels.get(at).add(work);
    }

    private static boolean fits(List<Work> kernel, Work work) {
        Set<KernelArray> arrays = new HashSet<>(work.arrays);
        kernel.forEach(other -> arrays.addAll(other.arrays));
        // the sizes that tell the parts from each other are one more
        return arrays.size() < Kernel.MOST;
    }

    List<Kernel> kernels() {
        return kernels.stream().map(this::kernel).toList();
    }

    private Kernel kernel(List<Work> all) {
        Body body = new Body();
        fill(body, all);
        return new Kernel(all.stream().map(Work::name).collect(Collectors.joining("_and_")), all.stream().map(Work::threads).toList(),
                body.statements());
    }

    /// The first threads do the first work, and so on.
    private void fill(Body body, List<Work> all) {
        Work first = all.getFirst();
        if (all.size() == 1) {
            first.block.fill(body);
            return;
        }
        Expression threads = layout.number(first.threads, body);
        body.when(body.thread().below(threads), first.block, others -> {
            others.numberThreads(others.let(others.thread().minus(threads)));
            fill(others, all.subList(1, all.size()));
        });
    }
}
