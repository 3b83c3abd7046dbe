// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.time.Instant;

/**
 * One content that an experiment of some name has had.
 *
 * @param name the experiment's name
 * @param revision counted from 1
 * @param content the experiment as it was resolved, as text
 * @param createdAt when this content was first run
 * @param trials how many trials it has
 * @param ended how many of them have ended
 */
public record ExperimentRevision(
        String name, int revision, String content, Instant createdAt, int trials, int ended) {}
