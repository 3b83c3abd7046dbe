// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.time.Instant;
import java.util.List;

/**
 * Where a trial was planned, with what.
 *
 * @param seqmem version of the runtime
 * @param machine the platform it was planned on
 * @param engine versions of the engine
 * @param artefacts the jars that the trial depends on: API, runtime, and those of its plugins
 * @param created when
 */
public record Provenance(
        String seqmem,
        Machine machine,
        EngineVersions engine,
        List<Artefact> artefacts,
        Instant created) {

    /** Copies the artefacts. */
    public Provenance {
        artefacts = List.copyOf(artefacts);
    }
}
