import type { Message } from "../model/message.js";
import type { ListenFilter } from "../model/view.js";
import { notification } from "./build.js";

/** What tells somebody who missed something that all it listens to may have changed. */
export function everyChange(filter: ListenFilter): Message[] {
  return [
    ...(filter.toolsListChanged ? [notification("notifications/tools/list_changed")] : []),
    ...(filter.promptsListChanged ? [notification("notifications/prompts/list_changed")] : []),
    ...(filter.resourcesListChanged ? [notification("notifications/resources/list_changed")] : []),
    ...filter.resourceSubscriptions.map((uri) => notification("notifications/resources/updated", { uri })),
  ];
}
