// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;

/** The trivial floor of zero, right or with one flaw, to test the kit. */
record FlawedFloor(Flaw flaw) implements FlawedPlugin, ReferencePlugin<NoConfig> {

    enum Flaw {
        NONE,
        LIES_TOO_HIGH,
        IS_NEGATIVE,
        COUNTS_CALLS,
        WANTS_A_KERNEL,
        BINDS_ALL
    }

    private static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public Reference create(NoConfig config) {
        return this::line;
    }

    private Optional<ReferenceLine> line(ReferenceContext context) {
        boolean known = context.task().facts().kernel().isPresent();
        if (!known && flaw == Flaw.WANTS_A_KERNEL) {
            throw new IllegalStateException("a kernel is needed");
        }
        if (!known && flaw != Flaw.BINDS_ALL) {
            return Optional.empty();
        }
        double floor =
                switch (flaw) {
                    case NONE, WANTS_A_KERNEL, BINDS_ALL -> 0;
                    case LIES_TOO_HIGH -> 1e-3;
                    case IS_NEGATIVE -> -1e-3;
                    case COUNTS_CALLS -> 1e-9 / CALLS.incrementAndGet();
                };
        return Optional.of(new ReferenceLine(floor, ReferenceLine.Role.FLOOR));
    }
}
