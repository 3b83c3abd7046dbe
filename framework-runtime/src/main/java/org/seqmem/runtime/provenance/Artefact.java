// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.util.Comparator;

/**
 * A jar, or a directory of classes, that took part in a result.
 *
 * @param title its name in the manifest, else that of the file
 * @param version its version in the manifest, else {@code unpackaged}
 * @param sha256 of the jar; of a directory, over the sorted names and contents of its files
 */
public record Artefact(String title, String version, String sha256)
        implements Comparable<Artefact> {

    private static final Comparator<Artefact> ORDER =
            Comparator.comparing(Artefact::title)
                    .thenComparing(Artefact::version)
                    .thenComparing(Artefact::sha256);

    /** By title, then version, then content. */
    @Override
    public int compareTo(Artefact other) {
        return ORDER.compare(this, other);
    }
}
