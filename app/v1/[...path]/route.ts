// Every /v1 operation enters here when Next serves it alone; the server in server.ts answers before Next does.
// What it promises: lib/contract. What answers: lib/api/handlers.
import { container } from "@/lib/server/container";

export const dynamic = "force-dynamic";

const handle = async (request: Request) => (await container()).dispatch(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
