// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The step loop, optimisers, schedules and losses: what trains one model on one task. */
@NullMarked
package org.seqmem.runtime.training;

import org.jspecify.annotations.NullMarked;
