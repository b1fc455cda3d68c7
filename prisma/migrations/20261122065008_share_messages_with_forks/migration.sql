-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "shared_message_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];
