// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/** Writes down where and with what something is done, now. Any thread. */
public final class Provenances {

    private final Build build;
    private final Machine machine;
    private final EngineVersions engine;
    private final Clock clock;

    /**
     * @param build of Seqmem
     * @param machine that this process runs on
     * @param engine that trials are trained with
     * @param clock tells when
     */
    public Provenances(Build build, Machine machine, EngineVersions engine, Clock clock) {
        this.build = build;
        this.machine = machine;
        this.engine = engine;
        this.clock = clock;
    }

    /** The provenance of what these artefacts do here and now. */
    public Provenance of(Collection<Artefact> artefacts) {
        return new Provenance(build, machine, engine, List.copyOf(artefacts), now());
    }

    /** What the clock says, in whole seconds. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
