// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Tasks: seeded generators of inputs and targets, with what is exactly known about them. */
@NullMarked
package org.seqmem.api.task;

import org.jspecify.annotations.NullMarked;
