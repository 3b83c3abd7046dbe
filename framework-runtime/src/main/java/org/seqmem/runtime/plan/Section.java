// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.Collections;
import java.util.NavigableSet;
import org.seqmem.runtime.provenance.Artefact;

/**
 * The task, the model or the training of some trials of a plan. Trials with equal sections share
 * one object.
 *
 * @param value the bound value
 * @param json canonical JSON of what it was bound from, defaults included: binding it again gives
 *     an equal value
 * @param identity the same with every path replaced by the hash of its content: what ids are made
 *     of
 * @param label in a few words, how it differs from the plan's other sections of its kind; unique
 *     among them. A training without rivals has an empty one
 * @param artefacts the jars of its plugins, with the runtime and the API
 * @param <T> the type of the value
 */
public record Section<T>(
        T value, String json, String identity, String label, NavigableSet<Artefact> artefacts) {

    /** Makes the artefacts unmodifiable; they are not copied, since many sections share them. */
    public Section {
        artefacts = Collections.unmodifiableNavigableSet(artefacts);
    }
}
