// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plan of a hundred thousand trials stays small. Bytes are counted rather than seconds: they do
 * not depend on the machine, and what is not allocated takes no time either.
 */
class PlanScaleTest {

    private static final int TRIALS = 100_000;
    private static final long MEGABYTE = 1 << 20;

    /** Five times what was measured; a tree of JSON per trial would pass it. */
    private static final long ALL_SHARED = 300 * MEGABYTE;

    /** Five times what was measured for 1,100 sections and as many facts as trials. */
    private static final long FACTS_PER_TRIAL = 700 * MEGABYTE;

    /** What the plan itself may hold: a text, a value and a label per section. */
    private static final long KEPT = 256 * MEGABYTE;

    @TempDir Path folder;

    @Test
    void plansManySeeds() {
        assertThat(
                        allocated(
                                "seeds = " + list(1000),
                                "model.hidden-size = " + list(10),
                                "task.memory.delay = " + list(10)))
                .isLessThan(ALL_SHARED);
    }

    @Test
    void plansManyModelsOnManyTasks() {
        assertThat(
                        allocated(
                                "",
                                "model.hidden-size = " + list(100),
                                "task.memory.delay = " + list(1000)))
                .isLessThan(FACTS_PER_TRIAL);
    }

    @Test
    void plansManyTrainings() {
        long before = used();

        Plan plan =
                plan(
                        "",
                        "training.optimizer.learning-rate = " + list(100),
                        "training.steps = " + list(1000));

        assertThat(used() - before).isLessThan(KEPT);
        assertThat(plan.trials()).hasSize(TRIALS);
    }

    private long allocated(String experiment, String... axes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Plan plan = plan(experiment, axes);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(plan.trials()).hasSize(TRIALS);
        return allocated;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Plan plan(String experiment, String... axes) {
        return new Toys(folder)
                .plan(
                        """
                        experiment {
                          name = large
                          task  { use = functional, memory { use = echo } }
                          model { use = cell }
                          %s
                        }
                        sweep {
                          %s
                        }
                        """
                                .formatted(experiment, String.join("\n  ", axes)));
    }

    private static String list(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
