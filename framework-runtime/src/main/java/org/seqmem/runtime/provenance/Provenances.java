// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/** Writes down where trials come from. Any thread. */
public final class Provenances {

    private final String version;
    private final Machine machine;
    private final EngineVersions engine;
    private final Clock clock;

    /**
     * @param version of the runtime
     * @param machine that this process runs on
     * @param engine that trials are trained with
     * @param clock tells when
     */
    public Provenances(String version, Machine machine, EngineVersions engine, Clock clock) {
        this.version = version;
        this.machine = machine;
        this.engine = engine;
        this.clock = clock;
    }

    /** The provenance of a trial that is planned here and now. */
    public Provenance of(Collection<Artefact> artefacts) {
        return new Provenance(
                version,
                machine,
                engine,
                List.copyOf(artefacts),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }
}
