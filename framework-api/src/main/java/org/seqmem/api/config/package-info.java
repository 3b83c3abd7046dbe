// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/**
 * Bounds on components of configuration records. They are checked, all at once, before a record is
 * constructed, and printed by {@code seqmem plugins describe}. On a {@link java.util.List} or an
 * {@link java.util.Optional} a bound holds for each element; on a {@link java.time.Duration} it
 * counts seconds. NaN and infinities are never accepted.
 */
@NullMarked
package org.seqmem.api.config;

import org.jspecify.annotations.NullMarked;
