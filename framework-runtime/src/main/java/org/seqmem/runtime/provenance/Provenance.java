// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.time.Instant;
import java.util.List;

/**
 * Where something was done, and with what.
 *
 * @param build of Seqmem
 * @param machine the platform
 * @param engine versions of the engine
 * @param artefacts the jars that the trial depends on: API, runtime, and those of its plugins
 * @param created when
 */
public record Provenance(
        Build build,
        Machine machine,
        EngineVersions engine,
        List<Artefact> artefacts,
        Instant created) {

    /** Copies the artefacts. */
    public Provenance {
        artefacts = List.copyOf(artefacts);
    }
}
